// The certificates of a chain as it is sent: DER, one after the other.
export const splitChain = (blob) => {
  if (Array.isArray(blob)) {
    return blob;
  }
  const found = [];
  for (let rest = blob ?? Buffer.alloc(0); rest.length > 4;) {
    const lengthBytes = rest[1] < 0x80 ? 0 : rest[1] & 0x7f;
    const length = 2 + lengthBytes + (lengthBytes === 0 ? rest[1] : rest.readUIntBE(2, lengthBytes));
    found.push(rest.subarray(0, length));
    rest = rest.subarray(length);
  }
  return found;
};
