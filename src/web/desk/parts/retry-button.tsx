import { Button } from 'antd'

export function RetryButton({ onRetry }: { onRetry: () => void }) {
  return (
    <Button size="small" onClick={onRetry}>
      重试
    </Button>
  )
}
