import { useParams } from 'react-router'

/** The district of the address (`/d/990101/…`). Pages stand below it, so that it is always there. */
export function useDistrict(): string {
  const { district } = useParams()
  if (district === undefined) throw new Error('a page outside /d/:district asked for its district')
  return district
}
