namespace OtEdge.Plant.Devices;

/// <summary>How a device behaves; all but the first are the faults that field devices show.</summary>
public enum DeviceConduct
{
    /// <summary>Answers every request.</summary>
    Normal,

    /// <summary>Takes requests and never answers.</summary>
    Hang,

    /// <summary>Does what every other request asks, and answers none of these.</summary>
    LoseEveryOtherReply,

    /// <summary>Closes the connection in place of an answer.</summary>
    CloseOnRequest,
}
