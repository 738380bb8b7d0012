namespace OtEdge.Modbus;

/// <summary>What kind of thing a function does.</summary>
public enum FunctionClass
{
    /// <summary>Reads process values or identification: 1 to 4, 7, 11, 12, 17, 20, 24, 43/14.</summary>
    Read = 1,

    /// <summary>Writes process values: 5, 6, 15, 16, 21, 22, 23 (which also reads).</summary>
    Write = 2,

    /// <summary>Diagnostics, the other encapsulated interfaces, vendor and unknown functions.</summary>
    Admin = 3,
}
