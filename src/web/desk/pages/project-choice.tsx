import { Select } from 'antd'
import { useState } from 'react'
import { listProjects } from '../../../modules/dashboards/contract.ts'
import type { Batch, ChosenListed } from '../../../modules/exchange/contract.ts'
import {
  listedKey,
  listedProjects,
  type ListedProject,
} from '../../../modules/exchange/rules/join-projects.ts'
import { searchProjects } from '../../../modules/registry/contract.ts'
import { usePart } from '../read.ts'

/** A known project, or one that a list of the same batch makes. */
export type ProjectChoice = { readonly code: string } | { readonly listed: ChosenListed['listed'] }

/** As many known ones stand in the open choice; any other is found by letters of its name. */
const shownKnown = 50
const shownListed = 30

/** What lists of the batch write, in their order; some may be known already, which is no matter. */
export function listedIn(batch: Batch): ListedProject[] {
  return listedProjects(
    batch.files
      .filter(({ state }) => state === 'understood' || state === 'committed')
      .flatMap(({ understood }) => {
        const lists = understood?.speaksOf?.lists
        return lists === undefined ? [] : [{ lists }]
      }),
  )
}

export function sayListed({ code, name }: Pick<ListedProject, 'code' | 'name'>): string {
  if (name === null) return code ?? ''
  return code === null ? name : `${name}（${code}）`
}

/** One of the projects that there are, or that the batch brings; more are found by some letters of the name. */
export function ProjectSelect(props: {
  listed: readonly ListedProject[]
  value: ProjectChoice | undefined
  pick: (choice: ProjectChoice) => void
}) {
  const { listed, value, pick } = props
  const [typed, setTyped] = useState('')
  const known = useKnown(typed)
  const found = listed.filter((one) => sayListed(one).includes(typed)).slice(0, shownListed)
  const options = [
    {
      label: '同批清单里的项目',
      options: found.map((one) => ({ value: `listed ${listedKey(one)}`, label: sayListed(one) })),
    },
    {
      label: '已登记的项目',
      options: known.map(({ code, name }) => ({
        value: `code ${code}`,
        label: `${name}（${code}）`,
      })),
    },
  ].filter((group) => group.options.length > 0)
  return (
    <Select
      className="wide-choice"
      aria-label="项目"
      placeholder="选一个，或输入项目名称中的几个字"
      showSearch={{ filterOption: false, onSearch: setTyped }}
      notFoundContent={typed === '' ? '还没有登记的项目' : '没有这个名称的项目'}
      options={options}
      {...(value === undefined ? {} : { value: keyOf(value) })}
      onChange={(key: string) => {
        const chosen = listed.find((one) => key === `listed ${listedKey(one)}`)
        if (chosen === undefined) pick({ code: key.slice('code '.length) })
        else pick({ listed: { said: chosen.said, written: chosen.written } })
      }}
    />
  )
}

/** The first of all, by name; with letters typed, those that have them. */
function useKnown(typed: string): readonly { readonly code: string; readonly name: string }[] {
  const first = usePart(
    listProjects,
    { query: { sort: 'name', limit: shownKnown } },
    { enabled: typed === '' },
  )
  const found = usePart(searchProjects, { query: { search: typed } }, { enabled: typed !== '' })
  return (typed === '' ? first.data?.rows : found.data) ?? []
}

function keyOf(choice: ProjectChoice): string {
  return 'code' in choice ? `code ${choice.code}` : `listed ${listedKey(choice.listed)}`
}
