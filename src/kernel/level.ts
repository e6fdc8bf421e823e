import { z } from 'zod'

/** 蓝 黄 橙 红, in rising danger. */
export const Level = z.enum(['blue', 'yellow', 'orange', 'red'])
export type Level = z.infer<typeof Level>

/** How sure a figure is; anything but `read` and `confirmed` is shown as 待确认. */
export const Mark = z.enum(['read', 'read-2', 'memory', 'proposal', 'confirmed'])
export type Mark = z.infer<typeof Mark>
