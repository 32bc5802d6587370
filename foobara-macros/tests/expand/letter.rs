const _: () = {
    use ::foobara::__private as __foobara;
    static __MODEL: __foobara::ModelType = __foobara::ModelType {
        name: ::std::borrow::Cow::Borrowed("Letter"),
        scope: &[],
        description: ::core::option::Option::None,
        attributes: __foobara::AttributesType::of(
            const {
                &[
                    __foobara::attribute::<
                        Auto<i64>,
                    >(
                        "id",
                        ::core::option::Option::None,
                        const { &[] },
                        ::core::option::Option::None,
                        __foobara::Presence::Optional,
                    ),
                    __foobara::attribute::<
                        String,
                    >(
                        "subject",
                        ::core::option::Option::Some("What it is about"),
                        const { &[] },
                        ::core::option::Option::None,
                        __foobara::Presence::Typed,
                    ),
                    __foobara::attribute::<
                        Timestamp,
                    >(
                        "updated_at",
                        ::core::option::Option::None,
                        const { &[] },
                        ::core::option::Option::None,
                        __foobara::Presence::Typed,
                    ),
                    __foobara::attribute::<
                        Option<Timestamp>,
                    >(
                        "deleted_at",
                        ::core::option::Option::None,
                        const { &[] },
                        ::core::option::Option::None,
                        __foobara::Presence::Typed,
                    ),
                ]
            },
            &[],
            false,
        ),
        primary_key: ::core::option::Option::Some(::std::borrow::Cow::Borrowed("id")),
        access: __foobara::Access::OPEN,
        kept: __foobara::Kept {
            elsewhere: false,
            version: ::core::option::Option::None,
            unique: &[],
            indexed: &[],
            searched: &[],
            references: &[],
            stamps: &[
                ("updated_at", __foobara::Stamp::Updated),
                ("deleted_at", __foobara::Stamp::Deleted),
            ],
        },
    };
    #[doc(hidden)]
    pub struct __Slots {
        id: ::core::option::Option<Auto<i64>>,
        subject: ::core::option::Option<String>,
        updated_at: ::core::option::Option<Timestamp>,
        deleted_at: ::core::option::Option<Option<Timestamp>>,
    }
    #[automatically_derived]
    impl ::core::default::Default for __Slots {
        fn default() -> Self {
            Self {
                id: ::core::option::Option::None,
                subject: ::core::option::Option::None,
                updated_at: ::core::option::Option::None,
                deleted_at: ::core::option::Option::None,
            }
        }
    }
    #[automatically_derived]
    impl __foobara::Fields for Letter {
        type Slots = __Slots;
        const NAME: &'static str = "Letter";
        const NAMES: &'static [&'static str] = &[
            "id",
            "subject",
            "updated_at",
            "deleted_at",
        ];
        fn slot(__name: &str) -> ::core::option::Option<usize> {
            match __name {
                "id" => ::core::option::Option::Some(0),
                "subject" => ::core::option::Option::Some(1),
                "updated_at" => ::core::option::Option::Some(2),
                "deleted_at" => ::core::option::Option::Some(3),
                _ => ::core::option::Option::None,
            }
        }
        fn fill<'__de, __A: __foobara::MapAccess<'__de>>(
            __slots: &mut __Slots,
            __slot: usize,
            __map: &mut __A,
        ) -> ::core::result::Result<(), __A::Error> {
            match __slot {
                0 => __foobara::decode::fill(&mut __slots.id, __map, "id"),
                1 => __foobara::decode::fill(&mut __slots.subject, __map, "subject"),
                2 => {
                    __foobara::decode::fill(&mut __slots.updated_at, __map, "updated_at")
                }
                3 => {
                    __foobara::decode::fill(&mut __slots.deleted_at, __map, "deleted_at")
                }
                _ => {
                    ::core::result::Result::Err(
                        __foobara::DecodeError::unknown_field("", Self::NAMES),
                    )
                }
            }
        }
        fn build<__E: __foobara::DecodeError>(
            __slots: __Slots,
        ) -> ::core::result::Result<Self, __E> {
            ::core::result::Result::Ok(Self {
                id: __foobara::decode::take(__slots.id, "id")?,
                subject: __foobara::decode::take(__slots.subject, "subject")?,
                updated_at: __foobara::decode::take(__slots.updated_at, "updated_at")?,
                deleted_at: __foobara::decode::take(__slots.deleted_at, "deleted_at")?,
            })
        }
    }
    #[automatically_derived]
    impl<'__de> __foobara::Deserialize<'__de> for Letter {
        fn deserialize<__D: __foobara::Deserializer<'__de>>(
            __deserializer: __D,
        ) -> ::core::result::Result<Self, __D::Error> {
            __foobara::decode::decode(__deserializer)
        }
    }
    #[automatically_derived]
    impl __foobara::Encode for Letter {
        const NAME: &'static str = "Letter";
        const COUNT: usize = 4;
        fn fields<__S: __foobara::SerializeStruct>(
            &self,
            __output: &mut __S,
        ) -> ::core::result::Result<(), __S::Error> {
            __foobara::decode::field(__output, "id", &self.id)?;
            __foobara::decode::field(__output, "subject", &self.subject)?;
            __foobara::decode::field(__output, "updated_at", &self.updated_at)?;
            __foobara::decode::field(__output, "deleted_at", &self.deleted_at)?;
            ::core::result::Result::Ok(())
        }
    }
    #[automatically_derived]
    impl __foobara::Serialize for Letter {
        fn serialize<__S: __foobara::Serializer>(
            &self,
            __serializer: __S,
        ) -> ::core::result::Result<__S::Ok, __S::Error> {
            __foobara::decode::encode(self, __serializer)
        }
    }
    #[automatically_derived]
    impl __foobara::Typed for Letter {
        const BASE: __foobara::Base = __foobara::Base::Model(
            __foobara::Ref::Static(|| &__MODEL),
        );
        const CHECKED: bool = <Auto<i64> as __foobara::Typed>::CHECKED
            || <String as __foobara::Typed>::CHECKED
            || <Timestamp as __foobara::Typed>::CHECKED
            || <Option<Timestamp> as __foobara::Typed>::CHECKED;
        fn check(
            &mut self,
            __up: ::core::option::Option<&__foobara::At<'_>>,
            __errors: &mut __foobara::InputErrors,
        ) {
            if <Auto<i64> as __foobara::Typed>::CHECKED {
                <Auto<
                    i64,
                > as __foobara::Typed>::check(
                    &mut self.id,
                    ::core::option::Option::Some(&__foobara::At::attribute(__up, "id")),
                    __errors,
                );
            }
            if <String as __foobara::Typed>::CHECKED {
                <String as __foobara::Typed>::check(
                    &mut self.subject,
                    ::core::option::Option::Some(
                        &__foobara::At::attribute(__up, "subject"),
                    ),
                    __errors,
                );
            }
            if <Timestamp as __foobara::Typed>::CHECKED {
                <Timestamp as __foobara::Typed>::check(
                    &mut self.updated_at,
                    ::core::option::Option::Some(
                        &__foobara::At::attribute(__up, "updated_at"),
                    ),
                    __errors,
                );
            }
            if <Option<Timestamp> as __foobara::Typed>::CHECKED {
                <Option<
                    Timestamp,
                > as __foobara::Typed>::check(
                    &mut self.deleted_at,
                    ::core::option::Option::Some(
                        &__foobara::At::attribute(__up, "deleted_at"),
                    ),
                    __errors,
                );
            }
        }
    }
    #[automatically_derived]
    impl __foobara::HoldsRecords for Letter {
        const RECORDS: bool = {
            use __foobara::HoldsNoRecords as _;
            <__foobara::RecordsIn<'static, Timestamp>>::RECORDS
                || <__foobara::RecordsIn<'static, Option<Timestamp>>>::RECORDS
        };
        fn slots<'__r>(
            &'__r mut self,
            __up: ::core::option::Option<&__foobara::At<'_>>,
            __slots: &mut __foobara::RecordSlots<'__r>,
        ) {
            {
                use __foobara::HoldsNoRecords as _;
                __foobara::RecordsIn(&mut self.updated_at)
                    .slots(
                        ::core::option::Option::Some(
                            &__foobara::At::attribute(__up, "updated_at"),
                        ),
                        __slots,
                    );
            }
            {
                use __foobara::HoldsNoRecords as _;
                __foobara::RecordsIn(&mut self.deleted_at)
                    .slots(
                        ::core::option::Option::Some(
                            &__foobara::At::attribute(__up, "deleted_at"),
                        ),
                        __slots,
                    );
            }
        }
    }
    #[automatically_derived]
    impl __foobara::Entity for Letter {
        type Key = <Auto<i64> as __foobara::KeyField>::Key;
        const KEY: usize = 0;
        fn model() -> &'static __foobara::ModelType {
            &__MODEL
        }
        fn key(&self) -> ::core::option::Option<Self::Key> {
            __foobara::KeyField::key(&self.id)
        }
        fn to_row(&self) -> __foobara::Row {
            ::core::convert::From::from([
                __foobara::Field::to_datum(&self.id),
                __foobara::Field::to_datum(&self.subject),
                __foobara::Field::to_datum(&self.updated_at),
                __foobara::Field::to_datum(&self.deleted_at),
            ])
        }
        fn from_row(
            __row: __foobara::Row,
        ) -> ::core::result::Result<Self, __foobara::StorageError> {
            let mut __columns = ::core::iter::IntoIterator::into_iter(__row);
            ::core::result::Result::Ok(Self {
                id: __foobara::column(&mut __columns, "id")?,
                subject: __foobara::column(&mut __columns, "subject")?,
                updated_at: __foobara::column(&mut __columns, "updated_at")?,
                deleted_at: __foobara::column(&mut __columns, "deleted_at")?,
            })
        }
        fn associated<'__r>(&'__r mut self, __slots: &mut __foobara::RecordSlots<'__r>) {
            __foobara::HoldsRecords::slots(self, ::core::option::Option::None, __slots);
        }
    }
    const _: () = {
        const fn __holds<__T: __foobara::Moment>() {}
        __holds::<Timestamp>();
    };
    const _: () = {
        const fn __holds<__T: __foobara::OptionalMoment>() {}
        __holds::<Option<Timestamp>>();
    };
    #[automatically_derived]
    impl __foobara::SoftDelete for Letter {}
};
///What it takes to create a `Letter`.
#[derive(::core::fmt::Debug, ::core::clone::Clone)]
pub struct NewLetter {
    ///What it is about
    pub subject: String,
}
const _: () = {
    use ::foobara::__private as __foobara;
    static __ATTRIBUTES: __foobara::AttributesType = __foobara::AttributesType::of(
        const {
            &[
                __foobara::attribute::<
                    String,
                >(
                    "subject",
                    ::core::option::Option::Some("What it is about"),
                    const { &[] },
                    ::core::option::Option::None,
                    __foobara::Presence::Typed,
                ),
            ]
        },
        &[],
        false,
    );
    #[doc(hidden)]
    pub struct __Slots {
        subject: ::core::option::Option<String>,
    }
    #[automatically_derived]
    impl ::core::default::Default for __Slots {
        fn default() -> Self {
            Self {
                subject: ::core::option::Option::None,
            }
        }
    }
    #[automatically_derived]
    impl __foobara::Fields for NewLetter {
        type Slots = __Slots;
        const NAME: &'static str = "NewLetter";
        const NAMES: &'static [&'static str] = &["subject"];
        fn slot(__name: &str) -> ::core::option::Option<usize> {
            match __name {
                "subject" => ::core::option::Option::Some(0),
                _ => ::core::option::Option::None,
            }
        }
        fn fill<'__de, __A: __foobara::MapAccess<'__de>>(
            __slots: &mut __Slots,
            __slot: usize,
            __map: &mut __A,
        ) -> ::core::result::Result<(), __A::Error> {
            match __slot {
                0 => __foobara::decode::fill(&mut __slots.subject, __map, "subject"),
                _ => {
                    ::core::result::Result::Err(
                        __foobara::DecodeError::unknown_field("", Self::NAMES),
                    )
                }
            }
        }
        fn build<__E: __foobara::DecodeError>(
            __slots: __Slots,
        ) -> ::core::result::Result<Self, __E> {
            ::core::result::Result::Ok(Self {
                subject: __foobara::decode::take(__slots.subject, "subject")?,
            })
        }
    }
    #[automatically_derived]
    impl<'__de> __foobara::Deserialize<'__de> for NewLetter {
        fn deserialize<__D: __foobara::Deserializer<'__de>>(
            __deserializer: __D,
        ) -> ::core::result::Result<Self, __D::Error> {
            __foobara::decode::decode(__deserializer)
        }
    }
    #[automatically_derived]
    impl __foobara::Encode for NewLetter {
        const NAME: &'static str = "NewLetter";
        const COUNT: usize = 1;
        fn fields<__S: __foobara::SerializeStruct>(
            &self,
            __output: &mut __S,
        ) -> ::core::result::Result<(), __S::Error> {
            __foobara::decode::field(__output, "subject", &self.subject)?;
            ::core::result::Result::Ok(())
        }
    }
    #[automatically_derived]
    impl __foobara::Serialize for NewLetter {
        fn serialize<__S: __foobara::Serializer>(
            &self,
            __serializer: __S,
        ) -> ::core::result::Result<__S::Ok, __S::Error> {
            __foobara::decode::encode(self, __serializer)
        }
    }
    #[automatically_derived]
    impl __foobara::Typed for NewLetter {
        const BASE: __foobara::Base = __foobara::Base::Attributes(
            __foobara::Ref::Static(|| { &__ATTRIBUTES }),
        );
        const CHECKED: bool = <String as __foobara::Typed>::CHECKED;
        fn check(
            &mut self,
            __up: ::core::option::Option<&__foobara::At<'_>>,
            __errors: &mut __foobara::InputErrors,
        ) {
            if <String as __foobara::Typed>::CHECKED {
                <String as __foobara::Typed>::check(
                    &mut self.subject,
                    ::core::option::Option::Some(
                        &__foobara::At::attribute(__up, "subject"),
                    ),
                    __errors,
                );
            }
        }
    }
    #[automatically_derived]
    impl __foobara::decode::Flatten for NewLetter {
        const ALIASES: &'static [(&'static str, &'static str)] = &[];
        const RECORDS: bool = false;
        fn attributes() -> &'static __foobara::AttributesType {
            &__ATTRIBUTES
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<NewLetter> for Letter {
        fn from(__new: NewLetter) -> Self {
            Self {
                id: ::core::default::Default::default(),
                subject: __new.subject,
                updated_at: ::core::default::Default::default(),
                deleted_at: ::core::default::Default::default(),
            }
        }
    }
};
///What becomes of a `Letter`: what is not given stays as it is.
#[derive(::core::fmt::Debug, ::core::clone::Clone)]
pub struct LetterChanges {
    ///The attribute `id`.
    id: <Auto<i64> as ::foobara::__private::KeyField>::Key,
    ///What it is about
    pub subject: ::foobara::__private::Patch<String>,
}
const _: () = {
    use ::foobara::__private as __foobara;
    static __ATTRIBUTES: __foobara::AttributesType = __foobara::AttributesType::of(
        const {
            &[
                __foobara::attribute::<
                    <Auto<i64> as ::foobara::__private::KeyField>::Key,
                >(
                    "id",
                    ::core::option::Option::None,
                    const { &[] },
                    ::core::option::Option::None,
                    __foobara::Presence::Typed,
                ),
                __foobara::attribute::<
                    ::foobara::__private::Patch<String>,
                >(
                    "subject",
                    ::core::option::Option::Some("What it is about"),
                    const { &[] },
                    ::core::option::Option::None,
                    __foobara::Presence::Typed,
                ),
            ]
        },
        &[],
        false,
    );
    #[doc(hidden)]
    pub struct __Slots {
        id: ::core::option::Option<<Auto<i64> as ::foobara::__private::KeyField>::Key>,
        subject: ::core::option::Option<::foobara::__private::Patch<String>>,
    }
    #[automatically_derived]
    impl ::core::default::Default for __Slots {
        fn default() -> Self {
            Self {
                id: ::core::option::Option::None,
                subject: ::core::option::Option::None,
            }
        }
    }
    #[automatically_derived]
    impl __foobara::Fields for LetterChanges {
        type Slots = __Slots;
        const NAME: &'static str = "LetterChanges";
        const NAMES: &'static [&'static str] = &["id", "subject"];
        fn slot(__name: &str) -> ::core::option::Option<usize> {
            match __name {
                "id" => ::core::option::Option::Some(0),
                "subject" => ::core::option::Option::Some(1),
                _ => ::core::option::Option::None,
            }
        }
        fn fill<'__de, __A: __foobara::MapAccess<'__de>>(
            __slots: &mut __Slots,
            __slot: usize,
            __map: &mut __A,
        ) -> ::core::result::Result<(), __A::Error> {
            match __slot {
                0 => __foobara::decode::fill(&mut __slots.id, __map, "id"),
                1 => __foobara::decode::fill(&mut __slots.subject, __map, "subject"),
                _ => {
                    ::core::result::Result::Err(
                        __foobara::DecodeError::unknown_field("", Self::NAMES),
                    )
                }
            }
        }
        fn build<__E: __foobara::DecodeError>(
            __slots: __Slots,
        ) -> ::core::result::Result<Self, __E> {
            ::core::result::Result::Ok(Self {
                id: __foobara::decode::take(__slots.id, "id")?,
                subject: __foobara::decode::take(__slots.subject, "subject")?,
            })
        }
    }
    #[automatically_derived]
    impl<'__de> __foobara::Deserialize<'__de> for LetterChanges {
        fn deserialize<__D: __foobara::Deserializer<'__de>>(
            __deserializer: __D,
        ) -> ::core::result::Result<Self, __D::Error> {
            __foobara::decode::decode(__deserializer)
        }
    }
    #[automatically_derived]
    impl __foobara::Encode for LetterChanges {
        const NAME: &'static str = "LetterChanges";
        const COUNT: usize = 2;
        fn fields<__S: __foobara::SerializeStruct>(
            &self,
            __output: &mut __S,
        ) -> ::core::result::Result<(), __S::Error> {
            __foobara::decode::field(__output, "id", &self.id)?;
            __foobara::decode::field(__output, "subject", &self.subject)?;
            ::core::result::Result::Ok(())
        }
    }
    #[automatically_derived]
    impl __foobara::Serialize for LetterChanges {
        fn serialize<__S: __foobara::Serializer>(
            &self,
            __serializer: __S,
        ) -> ::core::result::Result<__S::Ok, __S::Error> {
            __foobara::decode::encode(self, __serializer)
        }
    }
    #[automatically_derived]
    impl __foobara::Typed for LetterChanges {
        const BASE: __foobara::Base = __foobara::Base::Attributes(
            __foobara::Ref::Static(|| { &__ATTRIBUTES }),
        );
        const CHECKED: bool = <<Auto<
            i64,
        > as ::foobara::__private::KeyField>::Key as __foobara::Typed>::CHECKED
            || <::foobara::__private::Patch<String> as __foobara::Typed>::CHECKED;
        fn check(
            &mut self,
            __up: ::core::option::Option<&__foobara::At<'_>>,
            __errors: &mut __foobara::InputErrors,
        ) {
            if <<Auto<
                i64,
            > as ::foobara::__private::KeyField>::Key as __foobara::Typed>::CHECKED {
                <<Auto<
                    i64,
                > as ::foobara::__private::KeyField>::Key as __foobara::Typed>::check(
                    &mut self.id,
                    ::core::option::Option::Some(&__foobara::At::attribute(__up, "id")),
                    __errors,
                );
            }
            if <::foobara::__private::Patch<String> as __foobara::Typed>::CHECKED {
                <::foobara::__private::Patch<
                    String,
                > as __foobara::Typed>::check(
                    &mut self.subject,
                    ::core::option::Option::Some(
                        &__foobara::At::attribute(__up, "subject"),
                    ),
                    __errors,
                );
            }
        }
    }
    #[automatically_derived]
    impl __foobara::decode::Flatten for LetterChanges {
        const ALIASES: &'static [(&'static str, &'static str)] = &[];
        const RECORDS: bool = {
            use __foobara::HoldsNoRecords as _;
            <__foobara::RecordsIn<'static, ::foobara::__private::Patch<String>>>::RECORDS
        };
        fn attributes() -> &'static __foobara::AttributesType {
            &__ATTRIBUTES
        }
    }
    impl LetterChanges {
        /// Returns no changes, of the record with this primary key.
        pub fn of(id: <Letter as __foobara::Entity>::Key) -> Self {
            Self {
                id,
                subject: __foobara::Patch::Keep,
            }
        }
    }
    #[automatically_derived]
    impl __foobara::Changes for LetterChanges {
        type Of = Letter;
        fn key(&self) -> <Letter as __foobara::Entity>::Key {
            ::core::clone::Clone::clone(&self.id)
        }
        fn apply_to(self, __record: &mut Letter) {
            __foobara::Patch::apply_to(self.subject, &mut __record.subject);
        }
    }
};
///By what a `Letter` is found: it has the values that are given.
#[derive(::core::fmt::Debug, ::core::clone::Clone)]
pub struct LetterWith {
    ///The attribute `id`.
    id: ::foobara::__private::Patch<<Auto<i64> as ::foobara::__private::KeyField>::Key>,
    ///What it is about
    pub subject: ::foobara::__private::Patch<String>,
}
const _: () = {
    use ::foobara::__private as __foobara;
    static __ATTRIBUTES: __foobara::AttributesType = __foobara::AttributesType::of(
        const {
            &[
                __foobara::attribute::<
                    ::foobara::__private::Patch<
                        <Auto<i64> as ::foobara::__private::KeyField>::Key,
                    >,
                >(
                    "id",
                    ::core::option::Option::None,
                    const { &[] },
                    ::core::option::Option::None,
                    __foobara::Presence::Typed,
                ),
                __foobara::attribute::<
                    ::foobara::__private::Patch<String>,
                >(
                    "subject",
                    ::core::option::Option::Some("What it is about"),
                    const { &[] },
                    ::core::option::Option::None,
                    __foobara::Presence::Typed,
                ),
            ]
        },
        &[],
        false,
    );
    #[doc(hidden)]
    pub struct __Slots {
        id: ::core::option::Option<
            ::foobara::__private::Patch<
                <Auto<i64> as ::foobara::__private::KeyField>::Key,
            >,
        >,
        subject: ::core::option::Option<::foobara::__private::Patch<String>>,
    }
    #[automatically_derived]
    impl ::core::default::Default for __Slots {
        fn default() -> Self {
            Self {
                id: ::core::option::Option::None,
                subject: ::core::option::Option::None,
            }
        }
    }
    #[automatically_derived]
    impl __foobara::Fields for LetterWith {
        type Slots = __Slots;
        const NAME: &'static str = "LetterWith";
        const NAMES: &'static [&'static str] = &["id", "subject"];
        fn slot(__name: &str) -> ::core::option::Option<usize> {
            match __name {
                "id" => ::core::option::Option::Some(0),
                "subject" => ::core::option::Option::Some(1),
                _ => ::core::option::Option::None,
            }
        }
        fn fill<'__de, __A: __foobara::MapAccess<'__de>>(
            __slots: &mut __Slots,
            __slot: usize,
            __map: &mut __A,
        ) -> ::core::result::Result<(), __A::Error> {
            match __slot {
                0 => __foobara::decode::fill(&mut __slots.id, __map, "id"),
                1 => __foobara::decode::fill(&mut __slots.subject, __map, "subject"),
                _ => {
                    ::core::result::Result::Err(
                        __foobara::DecodeError::unknown_field("", Self::NAMES),
                    )
                }
            }
        }
        fn build<__E: __foobara::DecodeError>(
            __slots: __Slots,
        ) -> ::core::result::Result<Self, __E> {
            ::core::result::Result::Ok(Self {
                id: __foobara::decode::take(__slots.id, "id")?,
                subject: __foobara::decode::take(__slots.subject, "subject")?,
            })
        }
    }
    #[automatically_derived]
    impl<'__de> __foobara::Deserialize<'__de> for LetterWith {
        fn deserialize<__D: __foobara::Deserializer<'__de>>(
            __deserializer: __D,
        ) -> ::core::result::Result<Self, __D::Error> {
            __foobara::decode::decode(__deserializer)
        }
    }
    #[automatically_derived]
    impl __foobara::Encode for LetterWith {
        const NAME: &'static str = "LetterWith";
        const COUNT: usize = 2;
        fn fields<__S: __foobara::SerializeStruct>(
            &self,
            __output: &mut __S,
        ) -> ::core::result::Result<(), __S::Error> {
            __foobara::decode::field(__output, "id", &self.id)?;
            __foobara::decode::field(__output, "subject", &self.subject)?;
            ::core::result::Result::Ok(())
        }
    }
    #[automatically_derived]
    impl __foobara::Serialize for LetterWith {
        fn serialize<__S: __foobara::Serializer>(
            &self,
            __serializer: __S,
        ) -> ::core::result::Result<__S::Ok, __S::Error> {
            __foobara::decode::encode(self, __serializer)
        }
    }
    #[automatically_derived]
    impl __foobara::Typed for LetterWith {
        const BASE: __foobara::Base = __foobara::Base::Attributes(
            __foobara::Ref::Static(|| { &__ATTRIBUTES }),
        );
        const CHECKED: bool = <::foobara::__private::Patch<
            <Auto<i64> as ::foobara::__private::KeyField>::Key,
        > as __foobara::Typed>::CHECKED
            || <::foobara::__private::Patch<String> as __foobara::Typed>::CHECKED;
        fn check(
            &mut self,
            __up: ::core::option::Option<&__foobara::At<'_>>,
            __errors: &mut __foobara::InputErrors,
        ) {
            if <::foobara::__private::Patch<
                <Auto<i64> as ::foobara::__private::KeyField>::Key,
            > as __foobara::Typed>::CHECKED {
                <::foobara::__private::Patch<
                    <Auto<i64> as ::foobara::__private::KeyField>::Key,
                > as __foobara::Typed>::check(
                    &mut self.id,
                    ::core::option::Option::Some(&__foobara::At::attribute(__up, "id")),
                    __errors,
                );
            }
            if <::foobara::__private::Patch<String> as __foobara::Typed>::CHECKED {
                <::foobara::__private::Patch<
                    String,
                > as __foobara::Typed>::check(
                    &mut self.subject,
                    ::core::option::Option::Some(
                        &__foobara::At::attribute(__up, "subject"),
                    ),
                    __errors,
                );
            }
        }
    }
    #[automatically_derived]
    impl __foobara::decode::Flatten for LetterWith {
        const ALIASES: &'static [(&'static str, &'static str)] = &[];
        const RECORDS: bool = {
            use __foobara::HoldsNoRecords as _;
            <__foobara::RecordsIn<
                'static,
                ::foobara::__private::Patch<
                    <Auto<i64> as ::foobara::__private::KeyField>::Key,
                >,
            >>::RECORDS
                || <__foobara::RecordsIn<
                    'static,
                    ::foobara::__private::Patch<String>,
                >>::RECORDS
        };
        fn attributes() -> &'static __foobara::AttributesType {
            &__ATTRIBUTES
        }
    }
    #[automatically_derived]
    impl ::core::default::Default for LetterWith {
        fn default() -> Self {
            Self {
                id: __foobara::Patch::Keep,
                subject: __foobara::Patch::Keep,
            }
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<LetterWith> for __foobara::Filter {
        fn from(__by: LetterWith) -> Self {
            let mut __filter = __foobara::Filter::All;
            if let __foobara::Patch::Set(__given) = __by.id {
                __filter = __foobara::Filter::and(
                    __filter,
                    __foobara::Filter::equal("id", __foobara::Field::to_datum(&__given)),
                );
            }
            if let __foobara::Patch::Set(__given) = __by.subject {
                __filter = __foobara::Filter::and(
                    __filter,
                    __foobara::Filter::equal(
                        "subject",
                        __foobara::Field::to_datum(&__given),
                    ),
                );
            }
            __filter
        }
    }
};
