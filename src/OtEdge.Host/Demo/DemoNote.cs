namespace OtEdge.Host.Demo;

/// <summary>One line of what happened.</summary>
/// <param name="At">Since the start of the demo.</param>
/// <param name="Source">Who says it: plant, gateway or finding.</param>
/// <param name="Text">A sentence.</param>
internal sealed record DemoNote(TimeSpan At, string Source, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => $"{At:mm\\:ss}  {Source,-8} {Text}";
}
