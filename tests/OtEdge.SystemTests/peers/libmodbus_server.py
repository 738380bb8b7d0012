"""A PLC made of Debian's libmodbus: the server whose registers are read back after every attack.

usage: libmodbus_server.py [ADDRESS]   prints `ready PORT` when it listens; ends with its standard input.
Coils and discrete inputs 0-499, holding and input registers 0-499; input register n holds 1000+n, holding register n holds n.
"""
import ctypes
import select
import socket
import sys
import threading
import os

import libmodbus as lib


def main():
    address = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    with socket.socket() as probe:
        probe.bind((address, 0))
        port = probe.getsockname()[1]

    context = lib.new_tcp(address.encode(), port)
    # A frame cut in the middle must not hold the whole server: libmodbus reads one connection at a time.
    lib.set_indication_timeout(context, 0, 500_000)
    listener = lib.tcp_listen(context, 300)
    if listener < 0:
        sys.exit(f"cannot listen on {address}:{port}: {lib.last_error()}")

    mapping = lib.mapping_new(500, 500, 500, 500)
    for n in range(500):
        mapping.contents.tab_registers[n] = n
        mapping.contents.tab_input_registers[n] = 1000 + n
        mapping.contents.tab_input_bits[n] = n % 3 == 0

    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    print(f"ready {port}", flush=True)
    serve(context, listener, mapping)


def serve(context, listener, mapping):
    """One select loop over all connections, as in libmodbus's own examples."""
    server = socket.socket(fileno=listener)
    connections = {}
    query = (ctypes.c_uint8 * lib.ADU_BYTES_MAX)()
    while True:
        ready, _, _ = select.select([server, *connections.values()], [], [])
        for one in ready:
            if one is server:
                accepted, _ = server.accept()
                accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                connections[accepted.fileno()] = accepted
                continue
            lib.set_socket(context, one.fileno())
            length = lib.receive(context, query)
            if length > 0:
                lib.reply(context, query, length, mapping)
            elif length < 0:
                del connections[one.fileno()]
                one.close()


if __name__ == "__main__":
    main()
