import { Modal } from 'antd'
import type { KeyUse } from '../use-keys.ts'

/** What `?` opens: the keys that do something on this page. */
export default function KeyList({ keys, close }: { keys: KeyUse[]; close: () => void }) {
  return (
    <Modal open title="键盘" footer={null} onCancel={close} width={400}>
      <table className="plain-table">
        <tbody>
          {keys.map((use) => (
            <tr key={use.key + use.says}>
              <td>
                <kbd>{sayKey(use.key)}</kbd>
              </td>
              <td>{use.says}</td>
            </tr>
          ))}
          <tr>
            <td>
              <kbd>Esc</kbd>
            </td>
            <td>关闭窗口</td>
          </tr>
        </tbody>
      </table>
    </Modal>
  )
}

function sayKey(key: string): string {
  return key
    .replace('ctrl+', 'Ctrl ')
    .replace('enter', '↵')
    .replace(/ ?([a-z])$/, (whole) => whole.toUpperCase())
}
