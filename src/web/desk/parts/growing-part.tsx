import { Button } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import type { Endpoint } from '../../../kernel/endpoint.ts'
import { Part } from './part.tsx'

const step = 20
/** The longest page that a list gives (`PageQuery`). */
const longest = 200

/** A part of a page that shows its newest rows, and twenty more at each asking. */
export function GrowingPart<P, Q, B, R extends { next: string | null }>(props: {
  of: Endpoint<P, Q, B, R>
  params?: P
  query: (limit: number) => Q
  children: (reply: R) => ReactNode
}) {
  const [limit, setLimit] = useState(step)
  const query = props.query(limit)
  const input = props.params === undefined ? { query } : { params: props.params, query }
  return (
    <Part of={props.of} input={input}>
      {(reply) => (
        <>
          {props.children(reply)}
          {reply.next !== null && (
            <div className="list-foot">
              {limit < longest ? (
                <Button size="small" onClick={() => setLimit(limit + step)}>
                  再看 {step} 条
                </Button>
              ) : (
                `只列最近 ${longest} 条`
              )}
            </div>
          )}
        </>
      )}
    </Part>
  )
}
