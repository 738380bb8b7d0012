namespace OtEdge.Core.Policy;

/// <summary>A set of <see cref="OperationClass"/>.</summary>
[Flags]
public enum OperationClasses
{
    /// <summary>The empty set.</summary>
    None = 0,

    /// <summary>See <see cref="OperationClass.Malformed"/>.</summary>
    Malformed = 1 << OperationClass.Malformed,

    /// <summary>See <see cref="OperationClass.Read"/>.</summary>
    Read = 1 << OperationClass.Read,

    /// <summary>See <see cref="OperationClass.Write"/>.</summary>
    Write = 1 << OperationClass.Write,

    /// <summary>See <see cref="OperationClass.Admin"/>.</summary>
    Admin = 1 << OperationClass.Admin,

    /// <summary>See <see cref="OperationClass.Session"/>.</summary>
    Session = 1 << OperationClass.Session,

    /// <summary>See <see cref="OperationClass.Browse"/>.</summary>
    Browse = 1 << OperationClass.Browse,

    /// <summary>See <see cref="OperationClass.Subscribe"/>.</summary>
    Subscribe = 1 << OperationClass.Subscribe,

    /// <summary>See <see cref="OperationClass.History"/>.</summary>
    History = 1 << OperationClass.History,

    /// <summary>See <see cref="OperationClass.Call"/>.</summary>
    Call = 1 << OperationClass.Call,

    /// <summary>The classes that Modbus has.</summary>
    Modbus = Malformed | Read | Write | Admin,

    /// <summary>Every class.</summary>
    All = Malformed | Read | Write | Admin | Session | Browse | Subscribe | History | Call,
}
