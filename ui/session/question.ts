/** Questions that the page puts to a person, one at a time; `panels/Question.tsx` shows them. */
import { create } from 'zustand'

/** Something to say, or to decide. */
export interface Question {
  readonly title: string
  readonly text: string
  /** Text that somebody else wrote, kept apart from ours; '' for none. */
  readonly quoted: string
  /** What can be answered, by name; the first is the safe one. The last is what the button does. */
  readonly answers: readonly { readonly name: string; readonly label: string }[]
}

interface Asked extends Question {
  readonly answer: (name: string) => void
}

/** The question that is open, and those that wait. */
export const useQuestions = create<{ readonly asked: readonly Asked[] }>(() => ({ asked: [] }))

/** Puts a question; the answer is the name of one of its answers, the first if it was closed. */
export function ask(question: Question): Promise<string> {
  return new Promise((resolve) => {
    const asked: Asked = {
      ...question,
      answer: (name) => {
        useQuestions.setState((now) => ({ asked: now.asked.filter((one) => one !== asked) }))
        resolve(name)
      },
    }
    useQuestions.setState((now) => ({ asked: [...now.asked, asked] }))
  })
}

/** Whether a question is open: then keys are for it. */
export function isAsking(): boolean {
  return useQuestions.getState().asked.length > 0
}
