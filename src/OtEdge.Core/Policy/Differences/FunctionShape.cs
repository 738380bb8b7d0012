namespace OtEdge.Core.Policy.Differences;

/// <summary>What operations of one function look like.</summary>
/// <param name="Class">Their class.</param>
/// <param name="Function">The function.</param>
/// <param name="Space">Space of their addresses; <see cref="RegisterSpace.None"/> for functions without any.</param>
/// <param name="CountMax">Most addresses that one of them touches.</param>
internal sealed record FunctionShape(OperationClass Class, FunctionId Function, RegisterSpace Space, int CountMax)
{
    /// <summary>True for a mask write.</summary>
    public bool IsMask => Function.Code == 22;

    /// <summary>True when the same rules cannot tell their operations apart.</summary>
    public (OperationClass Class, RegisterSpace Space, int CountMax, bool IsMask) Alike => (Class, Space, CountMax, IsMask);
}
