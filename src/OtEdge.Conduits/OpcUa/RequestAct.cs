namespace OtEdge.Conduits.OpcUa;

/// <summary>What is to be done with a judged request.</summary>
internal enum RequestAct
{
    /// <summary>It goes to the device as it came.</summary>
    Forward,

    /// <summary>What is left of it, in the inspector's output, goes to the device.</summary>
    ForwardRest,

    /// <summary>The inspector's output is the answer.</summary>
    Answer,
}
