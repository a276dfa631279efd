import { describe, expect, test } from 'vitest';
import { isSshConfig, sourceOfFile } from './read-file.ts';

describe('an ssh configuration is told from CSV', () => {
  test.each([
    ['Host web\n  HostName 10.0.0.5', true],
    ['# ours, since 2019\n\nHost=web', true],
    ['ServerAliveInterval 5\nHost *', true],
    ['  Include config.d/*', true],
    ['name,host,user\nweb,10.0.0.5,ops', false],
    ['server name,host\nweb,10.0.0.5', false],
    ['name\thost\tuser', false],
    ['名称;地址;用户', false],
    ['host', false],
    ['', false],
  ])('%j', (text, is) => expect(isSshConfig(text)).toBe(is));
});

test('a file is handed over as its bytes, whatever their encoding', async () => {
  const bytes = new Uint8Array([0xc3, 0xfb, 0x2c, 0x61]);
  expect(await sourceOfFile(new File([bytes], 'a.csv'))).toEqual({ kind: 'csv', base64: 'w/ssYQ==' });
});
