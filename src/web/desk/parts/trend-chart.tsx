import { LineChart } from 'echarts/charts'
import {
  AriaComponent,
  GridComponent,
  MarkLineComponent,
  TooltipComponent,
} from 'echarts/components'
import { init, use as bringIn } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef, useState } from 'react'
import { ink } from '../theme.ts'

bringIn([
  LineChart,
  GridComponent,
  TooltipComponent,
  MarkLineComponent,
  AriaComponent,
  CanvasRenderer,
])

export interface TrendLine {
  name: string
  /** One value a label; null where there is none. In the unit that the chart's title names. */
  values: (number | null)[]
  /** The line that is compared with: grey and dashed. */
  past?: boolean
}

/** How something moved. `summary` is read aloud; 「逐期数字」 opens the same figures as a table. */
export function TrendChart(props: {
  labels: string[]
  lines: TrendLine[]
  summary: string
  source?: string
  tableName: string
}) {
  const place = useRef<HTMLDivElement>(null)
  const [asTable, setAsTable] = useState(false)
  const { labels, lines } = props

  useEffect(() => {
    if (!place.current || asTable) return
    const chart = init(place.current, undefined, { renderer: 'canvas' })
    chart.setOption(optionOf(labels, lines))
    const watch = new ResizeObserver(() => chart.resize())
    watch.observe(place.current)
    return () => {
      watch.disconnect()
      chart.dispose()
    }
  }, [labels, lines, asTable])

  return (
    <div className="body">
      {asTable ? (
        <TrendTable {...props} />
      ) : (
        <div ref={place} className="trend" role="img" aria-label={props.summary} />
      )}
      <p className="small third">
        {props.source !== undefined && `${props.source} · `}
        <button type="button" className="source" onClick={() => setAsTable(!asTable)}>
          {asTable ? '看图' : props.tableName}
        </button>
      </p>
    </div>
  )
}

function TrendTable(props: { labels: string[]; lines: TrendLine[]; tableName: string }) {
  return (
    <div className="trend scroll-y" tabIndex={0} role="region" aria-label={props.tableName}>
      <table className="plain-table">
        <thead>
          <tr>
            <th>时间</th>
            {props.lines.map((line) => (
              <th key={line.name} className="right">
                {line.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.labels.map((label, index) => (
            <tr key={label}>
              <td>{label}</td>
              {props.lines.map((line) => (
                <td key={line.name} className="right">
                  {line.values[index] ?? '—'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function optionOf(labels: string[], lines: TrendLine[]) {
  const label = { color: ink.tertiary, fontSize: 12 }
  return {
    animationDuration: 200,
    grid: { left: 8, right: 96, top: 16, bottom: 4, outerBoundsMode: 'same' },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      backgroundColor: '#fff',
      borderColor: ink.border,
      textStyle: { color: ink.text, fontSize: 12 },
      axisPointer: { lineStyle: { color: ink.muted } },
    },
    xAxis: {
      type: 'category',
      boundaryGap: false,
      data: labels,
      axisLabel: { ...label, hideOverlap: true },
      axisLine: { lineStyle: { color: ink.border } },
      axisTick: { show: false },
    },
    yAxis: {
      type: 'value',
      min: 0,
      axisLabel: label,
      splitLine: { lineStyle: { color: ink.split } },
    },
    series: lines.map((line) => ({
      name: line.name,
      type: 'line',
      data: line.values,
      symbol: 'circle',
      symbolSize: 6,
      showSymbol: false,
      connectNulls: false,
      lineStyle: line.past
        ? { color: ink.muted, width: 1.5, type: 'dashed' }
        : { color: ink.primary, width: 2.2 },
      itemStyle: { color: line.past ? ink.muted : ink.primary },
      endLabel: {
        show: true,
        formatter: '{a} {c}',
        color: line.past ? ink.secondary : ink.primary,
        fontWeight: line.past ? 400 : 600,
        fontSize: 12,
      },
    })),
  }
}
