"""Every function that libmodbus's client offers, one after the other, against ADDRESS PORT; prints a line for each answer."""
import ctypes
import json
import sys

import libmodbus as lib

words = lambda *values: (ctypes.c_uint16 * len(values))(*values)
octets = lambda *values: (ctypes.c_uint8 * len(values))(*values)


def say(name, code, data=None):
    print(json.dumps([name, code if code >= 0 else lib.last_error(), list(data) if data is not None and code >= 0 else None]))


def main():
    context = lib.new_tcp(sys.argv[1].encode(), int(sys.argv[2]))
    lib.set_response_timeout(context, 3, 0)
    if lib.connect(context) < 0:
        sys.exit(f"cannot connect: {lib.last_error()}")

    for unit in (1, 255):
        lib.set_slave(context, unit)
        bits, registers = octets(*[0] * 2000), words(*[0] * 125)
        say("read_bits", lib.read_bits(context, 0, 40, bits), bits[:40])
        say("read_input_bits", lib.read_input_bits(context, 3, 17, bits), bits[:17])
        say("read_registers", lib.read_registers(context, 100, 125, registers), registers[:125])
        say("read_input_registers", lib.read_input_registers(context, 0, 10, registers), registers[:10])
        say("write_bit", lib.write_bit(context, 7, 1))
        say("write_register", lib.write_register(context, 11, 4711))
        say("write_bits", lib.write_bits(context, 16, 10, octets(1, 0, 1, 1, 0, 0, 1, 1, 1, 0)))
        say("write_registers", lib.write_registers(context, 20, 3, words(7, 8, 9)))
        say("mask_write_register", lib.mask_write_register(context, 11, 0x00F2, 0x0025))
        say("write_and_read_registers",
            lib.write_and_read_registers(context, 30, 2, words(90, 91), 20, 12, registers), registers[:12])
        # libmodbus 3.1.6 puts the size of the identification into the reply; only its text part is compared.
        say("report_slave_id", lib.report_slave_id(context, 200, bits), bits[:10])
        say("read_back_bits", lib.read_bits(context, 0, 40, bits), bits[:40])
        say("read_back", lib.read_registers(context, 0, 60, registers), registers[:60])
        # Exceptions of the device come through as they are.
        say("beyond_the_end", lib.read_registers(context, 490, 20, registers))
        say("write_beyond_the_end", lib.write_register(context, 500, 1))
    lib.close(context)
    for attempt in range(100):
        if lib.connect(context) < 0:
            sys.exit(f"reconnect {attempt}: {lib.last_error()}")
        say("read_after_reconnect", lib.read_registers(context, attempt, 2, registers), registers[:2])
        lib.close(context)
    lib.free(context)


if __name__ == "__main__":
    main()
