import { z } from 'zod';
import { otherwise } from '../../shared/mistake.ts';

/** A secret in the config file: inline, in an environment variable, or in a file (relative to the config file). */
export const Secret = z.union([
  z.string().min(1),
  z.object({ env: z.string().min(1) }).strict(),
  z.object({ file: z.string().min(1) }).strict(),
  otherwise('应为文本、{"env": "变量名"} 或 {"file": "路径"}', 'a text, {"env": "NAME"} or {"file": "path"} is expected'),
]);
export type Secret = z.infer<typeof Secret>;
