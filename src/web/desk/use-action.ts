import { useMutation } from '@tanstack/react-query'
import { App } from 'antd'
import { createElement, useRef } from 'react'
import { call, CallFailed, newIntention } from './call.ts'
import { useDistrict } from './district.ts'
import { refresh } from './read.ts'
import { RetryButton } from './parts/retry-button.tsx'
import type { AnyEndpoint, CallInput, Endpoint } from '../../kernel/endpoint.ts'
import type { Refusal } from '../../kernel/refusal.ts'

interface ActionOptions<R> {
  /** Reads whose replies this write makes old. */
  refresh: readonly AnyEndpoint[]
  done?: (reply: R) => void
  /** Whether the page itself says this refusal, at the field it is about. */
  shows?: (refusal: Refusal) => boolean
}

/**
 * A write. A call that failed can be repeated with the same key, so that it happens once however
 * often it is tried; a refusal shows its sentence and is not offered again.
 */
export function useAction<P, Q, B, R>(of: Endpoint<P, Q, B, R>, options: ActionOptions<R>) {
  const district = useDistrict()
  const { notification } = App.useApp()
  const key = useRef('')
  // Not the mutation's own word for it: the second click of two comes before the page is drawn anew.
  const underWay = useRef(false)

  const mutation = useMutation({
    mutationFn: (input: CallInput<P, Q, B>) =>
      call(of, district, { ...input, idempotencyKey: key.current }),
    onSuccess: async (reply) => {
      await refresh(options.refresh)
      options.done?.(reply)
    },
    onSettled: () => {
      underWay.current = false
    },
    onError: (error, input) => {
      const failed = error instanceof CallFailed ? error : null
      if (failed?.status === 401) return
      if (failed?.refusal && options.shows?.(failed.refusal)) return
      const again = failed === null || failed.failure !== 'refused' || failed.status === 503
      notification.error({
        key: of.name,
        title: again ? '没有完成' : '不能这样做',
        description: failed?.message ?? '这一步没有完成。',
        duration: again ? 0 : 8,
        actions: again
          ? createElement(RetryButton, {
              onRetry: () => {
                notification.destroy(of.name)
                underWay.current = true
                mutation.mutate(input)
              },
            })
          : undefined,
      })
    },
  })

  return {
    running: mutation.isPending,
    failed: mutation.error instanceof CallFailed ? mutation.error : null,
    run: (input: CallInput<P, Q, B> = {}) => {
      if (underWay.current) return
      underWay.current = true
      key.current = newIntention()
      mutation.mutate(input)
    },
  }
}
