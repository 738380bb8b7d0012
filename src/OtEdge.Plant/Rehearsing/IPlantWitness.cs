using System.Net;
using OtEdge.Core.Policy;
using OtEdge.Plant.Line;

namespace OtEdge.Plant.Rehearsing;

/// <summary>Sees what passes to the filler's PLC in a rehearsal.</summary>
public interface IPlantWitness
{
    /// <summary>Sees an operation.</summary>
    /// <param name="client">Who asks.</param>
    /// <param name="operation">What is asked.</param>
    /// <param name="times">How many equal ones it stands for: polls of a minute are told at once.</param>
    /// <param name="utc">When; of several, when the last was asked.</param>
    void See(IPAddress client, in Operation operation, long times, DateTimeOffset utc);

    /// <summary>Sees the state register, as a poll brings it.</summary>
    void SeeState(FillerState state, DateTimeOffset utc);

    /// <summary>A minute is over.</summary>
    void Minute(DateTimeOffset utc);
}
