import { z } from 'zod';

// The page's policy forbids code made of text, which Zod tries to make with the first schema: so this comes before that.
z.config({ jitless: true });
