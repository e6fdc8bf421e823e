export interface Trade {
  /** As the platform's list of trades has it. */
  readonly name: string
  /** How its teams are called. */
  readonly team: string
  /** Stopped by rain. */
  readonly outdoors: boolean
  /** Done by a specialist subcontractor, not by a labour company. */
  readonly special: boolean
  /** Yuan a 工日, the worst and the best paid. */
  readonly rate: readonly [number, number]
}

/** The last one is everybody's. */
export const trades: readonly Trade[] = [
  { name: '木工', team: '木工', outdoors: true, special: false, rate: [330, 400] },
  { name: '钢筋工', team: '钢筋', outdoors: true, special: false, rate: [320, 390] },
  { name: '混凝土工', team: '混凝土', outdoors: true, special: false, rate: [290, 340] },
  { name: '架子工', team: '架子', outdoors: true, special: false, rate: [320, 380] },
  { name: '砌筑工', team: '砌筑', outdoors: true, special: false, rate: [300, 370] },
  { name: '装饰装修工', team: '抹灰', outdoors: false, special: false, rate: [300, 370] },
  { name: '防水工', team: '防水', outdoors: true, special: true, rate: [290, 350] },
  { name: '建筑电工', team: '水电', outdoors: false, special: true, rate: [300, 360] },
  { name: '管道工', team: '管道', outdoors: false, special: true, rate: [290, 350] },
  { name: '电焊工', team: '电焊', outdoors: true, special: true, rate: [340, 420] },
  { name: '普工', team: '杂工', outdoors: true, special: false, rate: [220, 270] },
]
