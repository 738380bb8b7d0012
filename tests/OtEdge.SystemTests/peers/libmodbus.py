"""The part of libmodbus that the tests use, by ctypes: no compiler is needed, only Debian's libmodbus5."""
import ctypes
import ctypes.util

LIB = ctypes.CDLL(ctypes.util.find_library("modbus") or "libmodbus.so.5", use_errno=True)
ADU_BYTES_MAX = 260


class Mapping(ctypes.Structure):
    """modbus_mapping_t of modbus.h, 3.1.x."""

    _fields_ = [
        ("nb_bits", ctypes.c_int), ("start_bits", ctypes.c_int),
        ("nb_input_bits", ctypes.c_int), ("start_input_bits", ctypes.c_int),
        ("nb_input_registers", ctypes.c_int), ("start_input_registers", ctypes.c_int),
        ("nb_registers", ctypes.c_int), ("start_registers", ctypes.c_int),
        ("tab_bits", ctypes.POINTER(ctypes.c_uint8)),
        ("tab_input_bits", ctypes.POINTER(ctypes.c_uint8)),
        ("tab_input_registers", ctypes.POINTER(ctypes.c_uint16)),
        ("tab_registers", ctypes.POINTER(ctypes.c_uint16)),
    ]


def _prototype(name, result, *arguments):
    function = getattr(LIB, name)
    function.restype = result
    function.argtypes = arguments
    return function


_context, _bytes = ctypes.c_void_p, ctypes.POINTER(ctypes.c_uint8)
_words = ctypes.POINTER(ctypes.c_uint16)
new_tcp = _prototype("modbus_new_tcp", _context, ctypes.c_char_p, ctypes.c_int)
tcp_listen = _prototype("modbus_tcp_listen", ctypes.c_int, _context, ctypes.c_int)
set_socket = _prototype("modbus_set_socket", ctypes.c_int, _context, ctypes.c_int)
receive = _prototype("modbus_receive", ctypes.c_int, _context, _bytes)
reply = _prototype("modbus_reply", ctypes.c_int, _context, _bytes, ctypes.c_int, ctypes.POINTER(Mapping))
mapping_new = _prototype("modbus_mapping_new", ctypes.POINTER(Mapping), *[ctypes.c_int] * 4)
connect = _prototype("modbus_connect", ctypes.c_int, _context)
close = _prototype("modbus_close", None, _context)
free = _prototype("modbus_free", None, _context)
set_slave = _prototype("modbus_set_slave", ctypes.c_int, _context, ctypes.c_int)
strerror = _prototype("modbus_strerror", ctypes.c_char_p, ctypes.c_int)
set_response_timeout = _prototype(
    "modbus_set_response_timeout", ctypes.c_int, _context, ctypes.c_uint32, ctypes.c_uint32)
set_indication_timeout = _prototype(
    "modbus_set_indication_timeout", ctypes.c_int, _context, ctypes.c_uint32, ctypes.c_uint32)
read_bits = _prototype("modbus_read_bits", ctypes.c_int, _context, ctypes.c_int, ctypes.c_int, _bytes)
read_input_bits = _prototype("modbus_read_input_bits", ctypes.c_int, _context, ctypes.c_int, ctypes.c_int, _bytes)
read_registers = _prototype("modbus_read_registers", ctypes.c_int, _context, ctypes.c_int, ctypes.c_int, _words)
read_input_registers = _prototype(
    "modbus_read_input_registers", ctypes.c_int, _context, ctypes.c_int, ctypes.c_int, _words)
write_bit = _prototype("modbus_write_bit", ctypes.c_int, _context, ctypes.c_int, ctypes.c_int)
write_register = _prototype("modbus_write_register", ctypes.c_int, _context, ctypes.c_int, ctypes.c_uint16)
write_bits = _prototype("modbus_write_bits", ctypes.c_int, _context, ctypes.c_int, ctypes.c_int, _bytes)
write_registers = _prototype("modbus_write_registers", ctypes.c_int, _context, ctypes.c_int, ctypes.c_int, _words)
mask_write_register = _prototype(
    "modbus_mask_write_register", ctypes.c_int, _context, ctypes.c_int, ctypes.c_uint16, ctypes.c_uint16)
write_and_read_registers = _prototype(
    "modbus_write_and_read_registers", ctypes.c_int, _context,
    ctypes.c_int, ctypes.c_int, _words, ctypes.c_int, ctypes.c_int, _words)
report_slave_id = _prototype("modbus_report_slave_id", ctypes.c_int, _context, ctypes.c_int, _bytes)


def last_error():
    """The last error in libmodbus's own words."""
    return strerror(ctypes.get_errno()).decode()
