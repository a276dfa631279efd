/** The servers that the benchmark monitors, in a process of their own: what they cost is not the monitors'. */
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';

const http = createHttpServer((_request, response) => response.end('fine'));
const tcp = createServer((socket) => {
  socket.on('error', () => undefined);
  socket.end();
});
http.listen(0, '127.0.0.1', () =>
  tcp.listen(0, '127.0.0.1', () => {
    const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port;
    process.send?.({ http: portOf(http), tcp: portOf(tcp) });
  }),
);
process.once('disconnect', () => process.exit());
