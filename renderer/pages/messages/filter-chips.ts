/** The quick filters: each puts a term into the line. Terms on one field take turns. */
export const filterChips = [
  { name: 'in', term: 'dir:in' },
  { name: 'out', term: 'dir:out' },
  { name: 'refused', term: 'dir:refused' },
  { name: 'command', term: 'has:command' },
  { name: 'event', term: 'type:event' },
  { name: 'failed', term: 'status:failed' },
  { name: 'queued', term: 'status:queued' },
  { name: 'dead', term: 'status:dead' },
  { name: 'slow', term: 'ms:>2000' },
  { name: 'hour', term: 'since:1h' },
  { name: 'today', term: 'since:today' },
] as const;
