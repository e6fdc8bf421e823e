import type { Graded, Gravity, RiskParameters } from '../level.ts'

/** Which of the choices its parameter names; the places refuse another, so that red is only for what slipped through. */
export function gravityOf(rule: Graded): (parameters: RiskParameters) => Gravity {
  return ({ levels }) => {
    switch (levels[rule].value) {
      case 'by-age':
        return 'by-age'
      case 'above-age':
        return 'above-age'
      case 'blue':
        return 'blue'
      case 'yellow':
        return 'yellow'
      case 'orange':
        return 'orange'
      default:
        return 'red'
    }
  }
}
