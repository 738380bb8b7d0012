"""A PLC made of Debian's pymodbus. Prints `ready PORT`; ends with its standard input."""
import os
import socket
import sys
import threading

from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
from pymodbus.device import ModbusDeviceIdentification
from pymodbus.server import StartTcpServer


def main():
    address = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    with socket.socket() as probe:
        probe.bind((address, 0))
        port = probe.getsockname()[1]
    block = lambda: ModbusSequentialDataBlock(0, [n % 2 for n in range(500)])
    words = lambda base: ModbusSequentialDataBlock(0, [base + n for n in range(500)])
    slave = ModbusSlaveContext(di=block(), co=block(), hr=words(0), ir=words(1000), zero_mode=True)
    identity = ModbusDeviceIdentification(info_name={
        "VendorName": "pymodbus", "ProductCode": "PM", "MajorMinorRevision": "3.0"})
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    print(f"ready {port}", flush=True)
    StartTcpServer(context=ModbusServerContext(slaves=slave, single=True), identity=identity, address=(address, port))


if __name__ == "__main__":
    main()
