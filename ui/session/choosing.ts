/** Choosing files by the browser's own dialog. */
import { openFiles } from './files.ts'

/** Lets a person choose a trace or a run spec, and opens it. */
export function chooseFiles(): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = true
  input.accept = '.jsonl,.gz,.json,application/json,application/gzip'
  input.addEventListener('change', () => void openFiles([...(input.files ?? [])]))
  input.click()
}
