/** Sharing: the link of what is on the page, into the clipboard. */
import { create } from 'zustand'
import { words } from '../words/words.ts'
import { linkNow } from './address.ts'
import { ask } from './question.ts'

/** What was done last, for as long as it should be said; '' for nothing. */
export const useSaid = create<{ readonly said: string }>(() => ({ said: '' }))

let timer: ReturnType<typeof setTimeout> | undefined

/** Says for a moment what has been done. */
export function say(said: string): void {
  clearTimeout(timer)
  useSaid.setState({ said })
  timer = setTimeout(() => useSaid.setState({ said: '' }), 2500)
}

/** Copies the link of the page. */
export async function copyLink(): Promise<void> {
  await copy(await linkNow())
}

/** Copies the markup that shows the page in another one. */
export async function copyEmbed(): Promise<void> {
  const link = new URL(await linkNow())
  link.search = '?embed'
  // All signs of a link are harmless within quotes.
  await copy(`<iframe src="${link.href}" width="720" height="480" title="Orrery"></iframe>`)
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    say(words.header.copied)
  } catch {
    // No clipboard, or no leave to use it.
    await ask({
      title: words.header.copyByHand,
      text: '',
      quoted: text,
      answers: [{ name: 'keep', label: words.help.close }],
    })
  }
}
