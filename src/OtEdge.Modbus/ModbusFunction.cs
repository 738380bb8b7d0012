namespace OtEdge.Modbus;

/// <summary>A function that has a name.</summary>
/// <param name="Code">Function code.</param>
/// <param name="Sub">Sub-function of 8, MEI type of 43; -1 for the function with all of them.</param>
/// <param name="Name">Name as policies and findings write it, such as <c>read-holding-registers</c>.</param>
/// <param name="Class">What kind of thing it does.</param>
public readonly record struct ModbusFunction(byte Code, int Sub, string Name, FunctionClass Class);
