import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useDistrict } from '../district.ts'

/** Head of every page, and the document's title. Chips: level first, then at most four states. */
export function Page(props: {
  title: string
  crumb?: { to: string; text: string }[]
  crumbEnd?: string
  leading?: ReactNode
  chips?: ReactNode
  why?: ReactNode
  actions?: ReactNode
  children: ReactNode
}) {
  const district = useDistrict()
  return (
    <>
      <title>{`${props.title} · 护薪`}</title>
      {props.crumb && (
        <nav className="crumb" aria-label="所在位置">
          {props.crumb.map((step, index) => (
            <span key={step.to}>
              {index > 0 && ' / '}
              <Link to={`/d/${district}${step.to}`}>{step.text}</Link>
            </span>
          ))}
          {props.crumbEnd !== undefined && ` / ${props.crumbEnd}`}
        </nav>
      )}
      <div className="head">
        <div className="left">
          <h1>
            {props.leading}
            {props.title}
            {props.chips}
          </h1>
          {props.why !== undefined && <p className="why-line">{props.why}</p>}
        </div>
        {props.actions !== undefined && <div className="actions">{props.actions}</div>}
      </div>
      {props.children}
    </>
  )
}

export function Card(props: {
  title?: ReactNode
  note?: ReactNode
  aside?: ReactNode
  label?: string
  children: ReactNode
}) {
  return (
    <section className="card" aria-label={props.label}>
      {props.title !== undefined && (
        <header>
          <h2>{props.title}</h2>
          {props.note !== undefined && <span className="third">{props.note}</span>}
          {props.aside !== undefined && <span className="aside">{props.aside}</span>}
        </header>
      )}
      {props.children}
    </section>
  )
}

export interface Fact {
  label: string
  value: ReactNode
  note?: ReactNode
}

/** Who, how much, until when: 4 × 2 at the head of an object's page. */
export function FactsStrip({ facts, label = '要点' }: { facts: Fact[]; label?: string }) {
  return (
    <section className="card space-below" aria-label={label}>
      <dl className="facts">
        {facts.map((fact) => (
          <div key={fact.label}>
            <dt>{fact.label}</dt>
            <dd>
              {fact.value}
              {fact.note !== undefined && <span className="under">{fact.note}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** A link below the district's address, as figures and lists give it (`/ledger?month=2025-10`). */
export function DistrictLink(props: { to: string; className?: string; children: ReactNode }) {
  const district = useDistrict()
  return (
    <Link to={`/d/${district}${props.to}`} className={props.className}>
      {props.children}
    </Link>
  )
}

/** What a page is there for, where it leads to a page of its own (邀请, 新建): drawn as the primary button is. */
export function MainLink(props: { to: string; children: ReactNode }) {
  return (
    <DistrictLink to={props.to} className="step-link main">
      {props.children}
    </DistrictLink>
  )
}
