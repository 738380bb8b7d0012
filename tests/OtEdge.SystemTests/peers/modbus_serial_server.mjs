// A PLC made of npm's modbus-serial. Prints `ready PORT`; ends with its standard input.
// Holding registers below 100 answer the later the lower their address is, so that pipelined replies come back reordered.
import { createServer } from "node:net";
import modbus from "modbus-serial";

const address = process.argv[2] ?? "127.0.0.1";
const holding = Array.from({ length: 500 }, (_, n) => n);
const coils = Array.from({ length: 500 }, (_, n) => n % 2 === 0);

const freePort = () => new Promise((resolve) => {
  const probe = createServer();
  probe.listen(0, address, () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});

const inRange = (n) => {
  if (n >= 500) {
    throw Object.assign(new Error("address"), { modbusErrorCode: 2 });
  }
};

const vector = {
  getCoil: (n) => { inRange(n); return coils[n]; },
  getDiscreteInput: (n) => { inRange(n); return n % 3 === 0; },
  getInputRegister: (n) => { inRange(n); return 1000 + n; },
  getHoldingRegister: (n) => {
    inRange(n);
    return n >= 100
      ? holding[n]
      : new Promise((resolve) => setTimeout(() => resolve(holding[n]), (100 - n) * 2));
  },
  setCoil: (n, value) => { inRange(n); coils[n] = value; },
  setRegister: (n, value) => { inRange(n); holding[n] = value; },
  readDeviceIdentification: () => ({ 0: "modbus-serial", 1: "MS", 2: "8.0", 0x97: "extended" }),
};

const port = await freePort();
const server = new modbus.ServerTCP(vector, { host: address, port, unitID: 255 });
server.on("initialized", () => console.log(`ready ${port}`));
server.on("socketError", () => {});
process.stdin.on("end", () => process.exit(0)).resume();
