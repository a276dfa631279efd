import { expect, test } from 'vitest';
import { judgeProbe, type ProbeEvidence } from './probe-verdict.ts';

const evidence: ProbeEvidence = {
  publicUrl: 'https://wx.example.com',
  expected: 'yes',
  arrived: 'whole',
  answer: { status: 200, body: 'yes', contentType: 'text/plain' },
  ms: 80,
  deadlineMs: 5_000,
};
const codeOf = (more: Partial<ProbeEvidence>) => judgeProbe({ ...evidence, ...more })?.code;

test('what comes back right is fine up to a second, and then slow', () => {
  expect(codeOf({})).toBeUndefined();
  expect(codeOf({ ms: 1_000 })).toBeUndefined();
  expect(codeOf({ ms: 1_001 })).toBe('tunnel/probe-slow');
});

test.each([
  ['ENOTFOUND', 'tunnel/probe-dns'],
  ['EAI_AGAIN', 'tunnel/probe-dns'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tunnel/probe-certificate'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tunnel/probe-certificate'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tunnel/probe-certificate'],
  ['CERT_HAS_EXPIRED', 'tunnel/probe-certificate'],
  ['TimeoutError', 'tunnel/probe-timeout'],
  ['UND_ERR_CONNECT_TIMEOUT', 'tunnel/probe-timeout'],
  ['ECONNREFUSED', 'tunnel/probe-unreachable'],
])('%s is %s', (error, code) => {
  expect(codeOf({ arrived: 'no', answer: { error } })).toBe(code);
});
