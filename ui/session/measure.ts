import { useLayoutEffect, useRef, useState } from 'react'
import type { RefObject } from 'react'

/** The size of an element in whole pixels, kept up to date. */
export function useSize<E extends Element>(): [
  RefObject<E | null>,
  { width: number; height: number },
] {
  const ref = useRef<E>(null)
  const [size, setSize] = useState({ width: 0, height: 0 })
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    const observer = new ResizeObserver(([entry]) => {
      const box = entry!.contentRect
      const next = { width: Math.round(box.width), height: Math.round(box.height) }
      setSize((old) => (old.width === next.width && old.height === next.height ? old : next))
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, size]
}
