namespace OtEdge.Host.Demo;

/// <summary>One line of what happened.</summary>
/// <param name="At">Since the start of the demo.</param>
/// <param name="Source">Who says it, or what it is: one of the words below.</param>
/// <param name="Text">A sentence.</param>
internal sealed record DemoNote(TimeSpan At, string Source, string Text)
{
    /// <summary>From the plant: the line, its people, its machines.</summary>
    public const string Plant = "plant";

    /// <summary>From the gateway.</summary>
    public const string Gateway = "gateway";

    /// <summary>A finding of the gateway.</summary>
    public const string Finding = "finding";

    /// <summary>The traffic of a conduit.</summary>
    public const string Traffic = "traffic";

    /// <summary>A command line to paste.</summary>
    public const string Invitation = "try";

    /// <inheritdoc/>
    public override string ToString() => $"{At:mm\\:ss}  {Source,-8} {Text}";
}
