import type { Impersonation } from '../kubeconfig/target.ts';

/** The headers that ask the server to act as somebody else (kubernetes.io, "User impersonation"). */
export function impersonationHeaders(
  who: Impersonation | undefined,
): Record<string, string | readonly string[]> {
  if (!who) return {};
  const headers: Record<string, string | readonly string[]> = { 'Impersonate-User': who.user };
  if (who.uid !== undefined) headers['Impersonate-Uid'] = who.uid;
  if (who.groups.length > 0) headers['Impersonate-Group'] = who.groups;
  for (const [key, values] of Object.entries(who.extra))
    headers[`Impersonate-Extra-${headerKey(key)}`] = values;
  return headers;
}

/** Keys may hold characters that header names may not: those are percent-encoded; the server lower-cases the rest. */
function headerKey(key: string): string {
  return [...Buffer.from(key.toLowerCase(), 'utf8')]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[a-z0-9!#$&'*+\-.^_`|~]/.test(character)
        ? character
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}
