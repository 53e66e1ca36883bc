import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

const root = document.getElementById('root')
if (!root) throw new Error('the page has no element "root"; index.html must hold one')
createRoot(root).render(
  <StrictMode>
    <h1>Orrery</h1>
  </StrictMode>,
)
