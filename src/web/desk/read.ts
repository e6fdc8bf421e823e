import {
  QueryCache,
  QueryClient,
  queryOptions,
  useQuery,
  useSuspenseQuery,
} from '@tanstack/react-query'
import { call, CallFailed } from './call.ts'
import { useDistrict } from './district.ts'
import type { AnyEndpoint, CallInput, Endpoint } from '../../kernel/endpoint.ts'

type ReadInput<P, Q> = Pick<CallInput<P, Q, undefined>, 'params' | 'query'>

let leave: () => void = () => undefined

/** What to do when the server no longer knows who asks; the router says it once, at the start. */
export function whenSignedOut(go: () => void): void {
  leave = go
}

function noticeSignedOut(error: unknown): void {
  if (error instanceof CallFailed && error.status === 401) leave()
}

/** Replies are fresh for ten seconds; a page that comes back to the front asks again. */
export const queries = new QueryClient({
  queryCache: new QueryCache({ onError: noticeSignedOut }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (count, error) =>
        count < 2 && error instanceof CallFailed && error.failure === 'unreachable',
    },
    mutations: { onError: noticeSignedOut, retry: false },
  },
})

/** A GET as react-query wants it; the key begins with the endpoint's name, which `refresh` uses. */
export function reading<P, Q, B, R>(
  of: Endpoint<P, Q, B, R>,
  district: string,
  input: ReadInput<P, Q> = {},
) {
  return queryOptions({
    queryKey: [of.name, district, input.params ?? null, input.query ?? null],
    queryFn: ({ signal }) => call(of, district, input, signal),
  })
}

/** Reads an endpoint for a page; the page's Suspense and error boundaries do the waiting. */
export function useRead<P, Q, B, R>(of: Endpoint<P, Q, B, R>, input: ReadInput<P, Q> = {}): R {
  return useSuspenseQuery(reading(of, useDistrict(), input)).data
}

/**
 * As `useRead`, and asks again as long as the reply says so: `every` gives milliseconds, or false. A server that is away
 * for a moment is asked again; what it refuses, or answers wrongly, is not waited for.
 */
export function useWatch<P, Q, B, R>(
  of: Endpoint<P, Q, B, R>,
  input: ReadInput<P, Q>,
  every: (reply: R) => number | false,
): R {
  const { data, error } = useSuspenseQuery({
    ...reading(of, useDistrict(), input),
    refetchInterval: ({ state }) => (state.data === undefined ? false : every(state.data)),
  })
  if (error instanceof CallFailed && error.failure !== 'unreachable') throw error
  return data
}

/** Reads without holding the page up: `data` is undefined until it is there. */
export function usePart<P, Q, B, R>(
  of: Endpoint<P, Q, B, R>,
  input: ReadInput<P, Q>,
  options: { enabled?: boolean } = {},
) {
  return useQuery({
    ...reading(of, useDistrict(), input),
    enabled: options.enabled ?? true,
  })
}

/** Starts reading what a page will need, before its code has arrived. */
export function readAhead<P, Q, B, R>(
  of: Endpoint<P, Q, B, R>,
  district: string,
  input: ReadInput<P, Q> = {},
): void {
  // What cannot be read ahead is read, and fails, where it is shown.
  queries.query(reading(of, district, input)).catch(() => undefined)
}

/** Makes every reply of these endpoints ask again. */
export async function refresh(endpoints: readonly AnyEndpoint[]): Promise<void> {
  await Promise.all(endpoints.map((of) => queries.invalidateQueries({ queryKey: [of.name] })))
}
