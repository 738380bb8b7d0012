namespace OtEdge.Modbus;

/// <summary>MEI types of Encapsulated Interface Transport (Modbus application protocol V1.1b3 cl. 6.19).</summary>
public static class MeiType
{
    /// <summary>CANopen General Reference, cl. 6.20; opaque here.</summary>
    public const int CanOpenGeneralReference = 13;

    /// <summary>Read Device Identification, cl. 6.21.</summary>
    public const int ReadDeviceIdentification = 14;
}
