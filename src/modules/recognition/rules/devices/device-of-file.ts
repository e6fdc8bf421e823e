/**
 * The machine that a log is of, as its file is called: `CGXH201360184_attlog.dat`, `1_attlog.dat`. Empty where the name
 * says none.
 */
export function deviceOfFile(fileName: string): string {
  const name = fileName.replace(/^.*[/\\]/, '').replace(/\.[a-z0-9]{1,5}$/i, '')
  const found = /(?:^|[_\-\s])([A-Z]{0,6}\d{1,20})[_-](?:attlog|glog|log|考勤|打卡)/i.exec(name)
  return found?.[1]?.toUpperCase() ?? ''
}
