namespace OtEdge.Core.Policy.Differences;

/// <summary>Every operation that a valid Modbus request can be (Modbus application protocol V1.1b3 cl. 6), with its limits.</summary>
internal static class ModbusShapes
{
    private const int FunctionCodeMax = 127;
    private const int SubMax = 255;

    private static readonly FunctionShape[] WithAddresses =
    [
        Read(1, RegisterSpace.Coil, 2000),
        Read(2, RegisterSpace.DiscreteInput, 2000),
        Read(3, RegisterSpace.HoldingRegister, 125),
        Read(4, RegisterSpace.InputRegister, 125),
        Write(5, RegisterSpace.Coil, 1),
        Write(6, RegisterSpace.HoldingRegister, 1),
        Write(15, RegisterSpace.Coil, 1968),
        Write(16, RegisterSpace.HoldingRegister, 123),
        Read(20, RegisterSpace.FileRecord, 125),
        Write(21, RegisterSpace.FileRecord, 125),
        Write(22, RegisterSpace.HoldingRegister, 1),
        Read(23, RegisterSpace.HoldingRegister, 125),
        Write(23, RegisterSpace.HoldingRegister, 121),
        Read(24, RegisterSpace.HoldingRegister, 32),
    ];

    /// <summary>All of them; function 23 is two operations.</summary>
    public static IReadOnlyList<FunctionShape> All { get; } = [.. WithAddresses, .. WithoutAddresses()];

    private static FunctionShape Read(byte code, RegisterSpace space, int countMax) =>
        new(OperationClass.Read, new FunctionId(code), space, countMax);

    private static FunctionShape Write(byte code, RegisterSpace space, int countMax) =>
        new(OperationClass.Write, new FunctionId(code), space, countMax);

    private static IEnumerable<FunctionShape> WithoutAddresses()
    {
        for (int code = 1; code <= FunctionCodeMax; code++)
        {
            if (WithAddresses.Any(shape => shape.Function.Code == code))
            {
                continue;
            }

            // A body too short for a sub-function leaves function 90 without one.
            IEnumerable<int> subs = code switch
            {
                8 or 43 => Enumerable.Range(0, SubMax + 1),
                90 => Enumerable.Range(-1, SubMax + 2),
                _ => [-1],
            };
            foreach (int sub in subs)
            {
                OperationClass operationClass = code is 7 or 11 or 12 or 17 || (code, sub) == (43, 14)
                    ? OperationClass.Read
                    : OperationClass.Admin;
                yield return new FunctionShape(operationClass, new FunctionId((byte)code, sub), RegisterSpace.None, 0);
            }
        }
    }
}
