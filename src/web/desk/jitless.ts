import { z } from 'zod'

// The page's policy forbids `new Function`; zod would probe for it when the first object is built.
z.config({ jitless: true })
