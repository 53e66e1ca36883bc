import { useStore } from '../session/store.ts'
import { words } from '../words/words.ts'
import { lazy, Suspense } from 'react'
import { Modal } from './Modal.tsx'

// Nobody needs the list and its search before the palette is opened.
const PaletteList = lazy(async () => ({
  default: (await import('./PaletteList.tsx')).PaletteList,
}))

/** Every command, scenario, variant and node by name. */
export function Palette() {
  const isOpen = useStore((state) => state.dialog === 'palette')
  if (!isOpen) return null
  return (
    <Modal title={words.palette.title} width={560}>
      <Suspense>
        <PaletteList />
      </Suspense>
    </Modal>
  )
}
