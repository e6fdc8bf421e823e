/** On every page, of a real district and of the demo: what this system is not for. */
export function Secrecy() {
  return <p className="secrecy">本系统为非涉密系统，禁止处理、存储、传输涉密信息。</p>
}
