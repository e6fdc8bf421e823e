import { useMutation } from '@tanstack/react-query'
import { App } from 'antd'
import { createElement } from 'react'
import { callForFile, CallFailed } from './call.ts'
import type { CalledFile } from './call.ts'
import { useDistrict } from './district.ts'
import { RetryButton } from './parts/retry-button.tsx'
import { saveFile } from './save-file.ts'
import type { CallInput, Endpoint } from '../../kernel/endpoint.ts'

/** A file from the server into the browser's downloads; what went wrong is said, and may be tried again. */
export function useDownload<P, Q, B>(
  of: Endpoint<P, Q, B, void>,
  done?: (file: CalledFile) => void,
) {
  const district = useDistrict()
  const { notification } = App.useApp()
  const mutation = useMutation({
    mutationFn: (input: CallInput<P, Q, B>) => callForFile(of, district, input),
    onSuccess: (file) => {
      saveFile(file)
      done?.(file)
    },
    onError: (error, input) => {
      const failed = error instanceof CallFailed ? error : null
      if (failed?.status === 401) return
      const again = failed === null || failed.failure !== 'refused' || failed.status === 503
      notification.error({
        key: of.name,
        title: '没有导出',
        description: failed?.message ?? '文件没有取到，请重试。',
        duration: again ? 0 : 8,
        actions: again
          ? createElement(RetryButton, {
              onRetry: () => {
                notification.destroy(of.name)
                mutation.mutate(input)
              },
            })
          : undefined,
      })
    },
  })
  return {
    running: mutation.isPending,
    run: (input: CallInput<P, Q, B>) => {
      if (!mutation.isPending) mutation.mutate(input)
    },
  }
}
