import type { Words } from '../../kernel/words.ts'

export const noticesWords: Words = {
  'notices.unknown': '没有这条消息，或者不在您能看到的范围内。',
  'notices.not-yours': '这条消息不是发给您的岗位的。',
  'notices.nothing-to-acknowledge': '这条消息不需要签收。',
  'notices.acknowledged': '这条消息已经签收。',
}
