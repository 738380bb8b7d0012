// Every function that npm's modbus-serial offers against ADDRESS PORT; prints a line for each answer.
import ModbusRTU from "modbus-serial";

const [address, port] = process.argv.slice(2);
const client = new ModbusRTU.default();
await client.connectTCP(address, { port: Number(port) });
client.setTimeout(5000);
client.setID(1);

const show = (name, answer) => console.log(JSON.stringify([name, answer], (_, value) =>
  value?.type === "Buffer" ? Buffer.from(value.data).toString("hex") : value));
const steps = {
  readCoils: () => client.readCoils(0, 20),
  readDiscreteInputs: () => client.readDiscreteInputs(0, 9),
  readHoldingRegisters: () => client.readHoldingRegisters(110, 100),
  readInputRegisters: () => client.readInputRegisters(3, 7),
  writeCoil: () => client.writeCoil(5, true),
  writeRegister: () => client.writeRegister(106, 777),
  writeCoils: () => client.writeCoils(30, [true, false, true, true]),
  writeRegisters: () => client.writeRegisters(140, [9, 8, 7]),
  maskWriteRegister: () => client.maskWriteRegister?.(106, 0xff00, 0x0012),
  readDeviceIdentification: () => client.readDeviceIdentification(1, 0),
  readBack: () => client.readHoldingRegisters(100, 60),
  beyondTheEnd: () => client.readHoldingRegisters(499, 2),
};
for (const [name, step] of Object.entries(steps)) {
  try {
    show(name, await step());
  } catch (error) {
    show(name, { error: error.message, code: error.modbusCode ?? error.errno ?? null });
  }
}

// Sixteen at once on one connection; the server answers the later ones first.
const pipelined = await Promise.allSettled(Array.from({ length: 16 }, (_, n) => client.readHoldingRegisters(n * 6, 2)));
pipelined.forEach((one, n) => show(`pipelined ${n}`, one.status === "fulfilled" ? one.value.data : one.reason.message));
client.close(() => {});

for (let attempt = 0; attempt < 100; attempt++) {
  const again = new ModbusRTU.default();
  await again.connectTCP(address, { port: Number(port) });
  again.setID(1);
  show(`reconnect ${attempt}`, (await again.readHoldingRegisters(200 + attempt, 1)).data);
  await new Promise((resolve) => again.close(resolve));
}
