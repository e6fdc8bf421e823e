import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { CallInput, Endpoint } from '../../../kernel/endpoint.ts'
import { CallFailed } from '../call.ts'
import { useDistrict } from '../district.ts'
import { reading } from '../read.ts'
import { ErrorState, NoPermission, NotFound, Skeleton } from './states.tsx'

/** A part of a page that reads for itself: its own waiting, its own failing; old rows stay meanwhile. */
export function Part<P, Q, B, R>(props: {
  of: Endpoint<P, Q, B, R>
  input?: Pick<CallInput<P, Q, undefined>, 'params' | 'query'>
  heights?: number[]
  children: (reply: R) => ReactNode
}) {
  const district = useDistrict()
  const { data, error, refetch } = useQuery({
    ...reading(props.of, district, props.input ?? {}),
    placeholderData: keepPreviousData,
  })
  if (data !== undefined) return props.children(data)
  if (!(error instanceof CallFailed)) {
    return (
      <div className="body">
        <Skeleton heights={props.heights ?? [36, 36, 36, 36]} />
      </div>
    )
  }
  if (error.refusal?.kind === 'not-allowed') return <NoPermission sentence={error.message} />
  if (error.refusal?.kind === 'not-found') return <NotFound sentence={error.message} />
  return <ErrorState title="这一块没有读出来" failure={error} retry={() => void refetch()} />
}
