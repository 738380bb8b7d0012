"""Every function that pymodbus's client offers against ADDRESS PORT; prints a line for each answer."""
import json
import sys

from pymodbus import diag_message, file_message, mei_message, other_message
from pymodbus.client import ModbusTcpClient

SHOWN = ("bits", "registers", "address", "count", "value", "exception_code", "function_code",
         "and_mask", "or_mask", "status", "identifier", "information", "records", "events", "message", "sub_function_code")


def show(answer):
    def plain(value):
        if isinstance(value, bytes):
            return value.hex()
        if isinstance(value, dict):
            return {str(key): plain(item) for key, item in value.items()}
        if isinstance(value, (list, tuple)):
            return [plain(item) for item in value]
        return value if isinstance(value, (int, str, float, bool, type(None))) else repr(type(value).__name__)

    return [type(answer).__name__, {name: plain(getattr(answer, name)) for name in SHOWN if hasattr(answer, name)}]


def main():
    client = ModbusTcpClient(sys.argv[1], port=int(sys.argv[2]), timeout=5)
    if not client.connect():
        sys.exit("cannot connect")
    unit = {"slave": 1}
    steps = [
        ("read_coils", lambda: client.read_coils(0, 20, **unit)),
        ("read_discrete_inputs", lambda: client.read_discrete_inputs(1, 9, **unit)),
        ("read_holding_registers", lambda: client.read_holding_registers(10, 100, **unit)),
        ("read_input_registers", lambda: client.read_input_registers(10, 3, **unit)),
        ("write_coil", lambda: client.write_coil(5, True, **unit)),
        ("write_register", lambda: client.write_register(6, 777, **unit)),
        ("write_coils", lambda: client.write_coils(30, [True, False, True] * 5, **unit)),
        ("write_registers", lambda: client.write_registers(40, list(range(100, 110)), **unit)),
        ("mask_write_register", lambda: client.mask_write_register(6, 0xFF00, 0x0012, **unit)),
        ("readwrite_registers", lambda: client.readwrite_registers(
            read_address=40, read_count=4, write_address=41, write_registers=[1, 2], **unit)),
        ("return_query_data", lambda: client.execute(diag_message.ReturnQueryDataRequest(0x1234, **unit))),
        ("report_slave_id", lambda: client.execute(other_message.ReportSlaveIdRequest(**unit))),
        ("read_exception_status", lambda: client.execute(other_message.ReadExceptionStatusRequest(**unit))),
        ("get_comm_event_counter", lambda: client.execute(other_message.GetCommEventCounterRequest(**unit))),
        ("get_comm_event_log", lambda: client.execute(other_message.GetCommEventLogRequest(**unit))),
        ("read_device_information", lambda: client.execute(mei_message.ReadDeviceInformationRequest(1, 0, **unit))),
        ("read_file_record", lambda: client.execute(file_message.ReadFileRecordRequest(
            [file_message.FileRecord(file_number=4, record_number=1, record_length=2)], **unit))),
        ("read_fifo_queue", lambda: client.execute(file_message.ReadFifoQueueRequest(3, **unit))),
        ("read_back_coils", lambda: client.read_coils(0, 60, **unit)),
        ("read_back", lambda: client.read_holding_registers(0, 60, **unit)),
        ("beyond_the_end", lambda: client.read_holding_registers(65530, 5, **unit)),
    ]
    for name, step in steps:
        try:
            answer = show(step())
        except Exception as error:  # what a user of the library would see is part of the transcript
            answer = [type(error).__name__, str(error).replace(sys.argv[2], "PORT")]
        print(json.dumps([name, answer]), flush=True)
    client.close()


if __name__ == "__main__":
    main()
