import { useEffect, useState } from 'react'
import type { ComponentType } from 'react'
import { labOf } from '../session/labs.ts'
import { useStore } from '../session/store.ts'
import styles from './Lab.module.css'
import { Modal } from './Modal.tsx'

/** The lab text of the scenario. */
export function Lab() {
  const isOpen = useStore((state) => state.dialog === 'lab')
  const description = useStore((state) => state.description)
  const id = description?.id ?? ''
  const [lab, setLab] = useState<{ id: string; Text: ComponentType } | null>(null)
  useEffect(() => {
    if (!isOpen || id === '') return
    let isWanted = true
    const load = async () => {
      const Text = await labOf(id)
      if (isWanted && Text) setLab({ id, Text })
    }
    void load()
    return () => {
      isWanted = false
    }
  }, [isOpen, id])
  if (!isOpen || !description) return null
  return (
    <Modal title={description.title} width={760}>
      <article className={styles.lab}>{lab?.id === id ? <lab.Text /> : null}</article>
    </Modal>
  )
}
