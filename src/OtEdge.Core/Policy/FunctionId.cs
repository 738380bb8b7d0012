namespace OtEdge.Core.Policy;

/// <summary>A function and, where the function has them, its sub-function: <c>16</c>, <c>8/1</c>, <c>43/14</c>, <c>90/64</c>.</summary>
/// <param name="Code">Function code, 0 to 255.</param>
/// <param name="Sub">Sub-function (FC8), MEI type (FC43) or second byte (FC90); -1 when there is none.</param>
public readonly record struct FunctionId(byte Code, int Sub = -1)
{
    /// <inheritdoc/>
    public override string ToString() => Sub < 0 ? $"{Code}" : $"{Code}/{Sub}";
}
