namespace OtEdge.Host.Demo;

/// <summary>Shows the demo to whoever started it.</summary>
internal interface IDemoView
{
    /// <summary>Shows it until it is stopped.</summary>
    /// <param name="look">Takes a picture.</param>
    /// <param name="stop">Ends it, without an exception.</param>
    Task ShowAsync(Func<DemoPicture> look, CancellationToken stop);

    /// <summary>Says how it ended.</summary>
    /// <param name="last">The last picture, once everybody in the plant has gone home.</param>
    void End(DemoPicture last);
}
